"""The subcommands of ``regnskab``, one per module; each module's ``command`` is loaded on demand."""
