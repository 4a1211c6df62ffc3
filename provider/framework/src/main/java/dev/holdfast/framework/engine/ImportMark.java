package dev.holdfast.framework.engine;

/// Where an object stands on its way from an import to the first apply; kept in private state.
enum ImportMark {
  /// Made by an apply, or changed by one since the import.
  NONE,
  /// Imported, and nothing of it is read yet: the read to come takes in everything.
  UNREAD,
  /// Read, but not yet changed: what the first configuration leaves out is about to be released.
  READ;

  ImportMark afterRead() {
    return this == NONE ? NONE : READ;
  }
}
