"""Facts about files."""

from django.dispatch import Signal

# sent with `stored`, once its text has been read or found to be unreadable;
# whoever lets the file be found marks its owner for search
text_extracted = Signal()
