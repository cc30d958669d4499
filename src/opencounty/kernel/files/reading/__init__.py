"""The text of files, for search and for the search for personal numbers.

It runs in a process of its own with limits on memory and time (`__main__`), since
foreign files are hostile input; nothing here imports Django.
"""
