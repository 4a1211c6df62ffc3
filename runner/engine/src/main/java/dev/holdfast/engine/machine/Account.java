package dev.holdfast.engine.machine;

import java.util.List;

/// One line of the user or group database.
///
/// @param fields of the line, the name first
public record Account(List<String> fields) {
  public Account {
    fields = List.copyOf(fields);
  }

  public String name() {
    return fields.get(0);
  }

  /// The user's or group's number.
  public long id() {
    return Long.parseLong(fields.get(2));
  }

  /// A field by position, empty when the line is too short.
  public String field(int position) {
    return position < fields.size() ? fields.get(position) : "";
  }
}
