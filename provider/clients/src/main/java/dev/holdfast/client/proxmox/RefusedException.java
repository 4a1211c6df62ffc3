package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Execution;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The server answered with an error.
public final class RefusedException extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> parameters;
  private final transient Optional<MissingPrivilege> missing;

  RefusedException(
      Code code,
      Execution execution,
      int status,
      String message,
      Map<String, String> parameters,
      Optional<MissingPrivilege> missing) {
    super(code, execution, message);
    this.status = status;
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    this.missing = missing;
  }

  /// The HTTP status; 400 for a call that this client refused to send.
  public int status() {
    return status;
  }

  /// What is wrong with each parameter, for [Code#PARAMETERS].
  public Map<String, String> parameters() {
    return parameters;
  }

  /// What to grant, for [Code#PERMISSION], where the server says so.
  public Optional<MissingPrivilege> missing() {
    return missing;
  }

  /// The privileges of which one is missing, and the path they are missing on.
  public record MissingPrivilege(String path, String privileges) {}
}
