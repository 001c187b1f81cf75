"""The version of this package, without asking the installer's records for it."""

VERSION = "0.1.0"
