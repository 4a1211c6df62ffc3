package dev.holdfast.simulator.proxmox.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parts that a property string may have.
///
/// @param name what description files call it
/// @param table the parts
/// @param aliases other spellings of parts, by spelling
public record PartsSpec(String name, ParameterTable table, Map<String, Alias> aliases) {

  /// Another spelling of a part.
  ///
  /// @param part the part that gets the value
  /// @param spelled the part that gets the spelling itself, as `virtio=MAC` also sets the model
  public record Alias(String part, Optional<String> spelled) {}

  /// Copies the map.
  public PartsSpec {
    aliases = Map.copyOf(aliases);
  }

  /// The parts.
  public List<Parameter> parts() {
    return table.all();
  }

  /// The part of that name.
  public Optional<Parameter> part(String key) {
    return table.find(key);
  }

  /// The part whose name may be left out.
  public Optional<Parameter> leading() {
    return parts().stream().filter(Parameter::leading).findFirst();
  }

  /// The part that takes its value from the spelling of another, with that other part.
  Optional<Alias> spelling() {
    return aliases.values().stream().filter(a -> a.spelled().isPresent()).findFirst();
  }
}
