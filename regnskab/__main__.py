"""``python -m regnskab``: the same as the command ``regnskab``."""

from regnskab.cli import main

if __name__ == "__main__":
    main()
