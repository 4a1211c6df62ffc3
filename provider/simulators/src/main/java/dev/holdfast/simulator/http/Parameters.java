package dev.holdfast.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Named values in their order, a name possibly several times: a query string or a form body.
public record Parameters(List<Parameter> entries) {

  private static final Parameters NONE = new Parameters(List.of());

  /// One name with its value, both decoded.
  public record Parameter(String name, String value) {}

  /// Copies the list.
  public Parameters {
    entries = List.copyOf(entries);
  }

  /// No parameter at all.
  public static Parameters none() {
    return NONE;
  }

  /// Reads `a=1&b=x%20y` as sent in queries and form bodies; a broken escape is an
  /// [IllegalArgumentException].
  public static Parameters parse(String encoded) {
    List<Parameter> entries = new ArrayList<>();
    for (String pair : encoded.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        entries.add(new Parameter(decode(name), decode(value)));
      }
    }
    return new Parameters(entries);
  }

  /// The first value of a name.
  public Optional<String> first(String name) {
    return entries.stream().filter(p -> p.name.equals(name)).map(Parameter::value).findFirst();
  }

  /// All values of a name, in order.
  public List<String> all(String name) {
    return entries.stream().filter(p -> p.name.equals(name)).map(Parameter::value).toList();
  }

  /// All values by name, names in order of their first appearance.
  public Map<String, List<String>> byName() {
    Map<String, List<String>> map = new LinkedHashMap<>();
    for (Parameter entry : entries) {
      map.computeIfAbsent(entry.name, _ -> new ArrayList<>()).add(entry.value);
    }
    return map;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
