"""The command line: thin commands, one file a group, and the workflow that runs through the folders.

The only folder that knows all others; it hands the store to the crawler and the reports, which know it as a protocol.
"""
