package dev.holdfast.lab;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The variables that point the `proxmox` provider at a lab.
///
/// @param endpoint the root of the API
/// @param apiToken the token with its secret, `USER!NAME=SECRET`
/// @param fingerprint SHA-256 of the certificate
public record LabEnvironment(URI endpoint, String apiToken, String fingerprint) {

  /// The variables by name, in the order to print them.
  public Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("PROXMOX_VE_ENDPOINT", endpoint.toString());
    variables.put("PROXMOX_VE_API_TOKEN", apiToken);
    variables.put("PROXMOX_VE_TLS_FINGERPRINT", fingerprint);
    return variables;
  }

  /// The variables as lines for a shell.
  public String shellLines() {
    return variables().entrySet().stream()
        .map(variable -> "export " + variable.getKey() + "='" + variable.getValue() + "'\n")
        .collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return "LabEnvironment[endpoint=" + endpoint + "]";
  }
}
