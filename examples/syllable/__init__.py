"""An API of sessions that are searched, summed up and listened to, as an example."""
