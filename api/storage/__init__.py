"""What is remembered in SQL: its tables, their migrations, the connection."""
