package dev.holdfast.simulator.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Header fields in their order on the wire; names compare without regard to case.
public record Headers(List<Field> fields) {

  private static final Headers NONE = new Headers(List.of());

  /// One header line.
  public record Field(String name, String value) {

    /// Refuses what would end the line early.
    public Field {
      if (hasLineBreak(name) || hasLineBreak(value)) {
        throw new IllegalArgumentException("a header field cannot hold a line break: " + name);
      }
    }

    private static boolean hasLineBreak(String text) {
      return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
    }
  }

  /// Copies the list.
  public Headers {
    fields = List.copyOf(fields);
  }

  /// No header at all.
  public static Headers none() {
    return NONE;
  }

  /// The first value of a header.
  public Optional<String> first(String name) {
    return fields.stream().filter(f -> f.name.equalsIgnoreCase(name)).map(Field::value).findFirst();
  }

  /// All values of a header, in order.
  public List<String> all(String name) {
    return fields.stream().filter(f -> f.name.equalsIgnoreCase(name)).map(Field::value).toList();
  }

  /// These headers and one more line.
  public Headers with(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Headers(more);
  }
}
