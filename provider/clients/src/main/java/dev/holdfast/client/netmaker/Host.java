package dev.holdfast.client.netmaker;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A machine that has registered.
///
/// Source: the record `ApiHost` of `/api/hosts`.
public record Host(Fields fields) {

  public String id() {
    return fields.text("id").orElse("");
  }

  public String name() {
    return fields.text("name").orElse("");
  }

  public Optional<String> macAddress() {
    return fields.text("macaddress").map(Host::canonicalMac);
  }

  /// The ids of its nodes, one for each network that it is in.
  public List<String> nodes() {
    return fields.texts("nodes");
  }

  /// Where its peers reach it.
  public Optional<String> endpoint() {
    return fields.text("endpointip");
  }

  public Optional<String> endpoint6() {
    return fields.text("endpointipv6");
  }

  /// A hardware address in lower case with colons; anything else comes back as it is.
  public static String canonicalMac(String text) {
    String digits = text.replaceAll("[:.-]", "").toLowerCase(Locale.ROOT);
    return digits.matches("[0-9a-f]{12}") ? digits.replaceAll("(..)(?=.)", "$1:") : text;
  }
}
