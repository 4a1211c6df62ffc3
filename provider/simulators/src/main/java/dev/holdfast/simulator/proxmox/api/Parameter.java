package dev.holdfast.simulator.proxmox.api;

import java.util.Optional;
import java.util.regex.Pattern;

/// One parameter of a call, one part of a property string, or a numbered family of parameters.
///
/// @param name the name, without number for a family
/// @param numbers the highest number of a family that starts at 0
/// @param kind what the value may be
/// @param optional whether it may be missing
/// @param needs another parameter that must then be given too
/// @param leading whether its name may be left out in a property string
public record Parameter(
    String name,
    Optional<Integer> numbers,
    Kind kind,
    boolean optional,
    Optional<String> needs,
    boolean leading) {

  private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,3}");

  /// The name as the server's own schema writes it.
  public String schemaName() {
    return numbers.isPresent() ? name + "[n]" : name;
  }

  /// Whether `key` is this parameter or one of this family.
  boolean covers(String key) {
    if (numbers.isEmpty()) {
      return key.equals(name);
    }
    if (!key.startsWith(name)) {
      return false;
    }
    String number = key.substring(name.length());
    return NUMBER.matcher(number).matches() && Integer.parseInt(number) <= numbers.get();
  }
}
