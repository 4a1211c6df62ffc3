package dev.holdfast.client.proxmox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The configuration of a VM as the API gives it: option to text, plus the digest of the file (`GET
/// /nodes/{node}/qemu/{vmid}/config`).
///
/// Numbers and flags are text too, since the server itself mixes both. `sshkeys` is decoded, and
/// the server's single space for "empty" counts as unset.
public record VmConfig(Map<String, String> values, String digest) {

  public VmConfig {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  /// Whether the machine is a template.
  public boolean template() {
    return value("template").filter("1"::equals).isPresent();
  }

  /// The lock attribute (`clone`, `backup` …), which makes the server refuse changes.
  public Optional<String> lock() {
    return value("lock");
  }

  /// Values may be secret, so only the keys are printed.
  @Override
  public String toString() {
    return "VmConfig" + values.keySet();
  }
}
