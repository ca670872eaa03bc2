"""Replies that come by mail: the addresses they come to, who may write there, and what becomes of them."""
