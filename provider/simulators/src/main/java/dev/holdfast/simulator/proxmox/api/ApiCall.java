package dev.holdfast.simulator.proxmox.api;

import java.util.List;
import java.util.Optional;

/// One method of one path.
///
/// @param method the HTTP verb
/// @param path the path with `{name}` for its variables
/// @param access who may call it
/// @param task the kind of task it answers, if it is no synchronous call
/// @param table everything that may be sent, the path's variables included
public record ApiCall(
    String method, String path, Access access, Optional<String> task, ParameterTable table) {

  /// Everything that may be sent.
  public List<Parameter> parameters() {
    return table.all();
  }

  /// Verb and path as one text: the key by which handlers are found.
  public String key() {
    return method + " " + path;
  }

  /// The parameter or family that a key belongs to.
  public Optional<Parameter> parameter(String key) {
    return table.find(key);
  }
}
