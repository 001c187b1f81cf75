"""The subcommands of ``regnskab``, one per module; each module's ``command`` is loaded on demand.

Come here for an option, a help text or an exit status. Nothing here decides anything, and nothing heavy is imported
outside a command's function.
"""
