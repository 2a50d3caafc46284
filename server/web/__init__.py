"""The mouth that speaks HTTP and Socket.IO."""
