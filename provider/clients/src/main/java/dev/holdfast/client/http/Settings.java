package dev.holdfast.client.http;

import dev.holdfast.client.text.Flag;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The settings of one client under names with a prefix, such as `PROXMOX_VE_`, from anything that
/// looks names up.
public record Settings(String prefix, Function<String, Optional<String>> lookup) {

  /// A setting's text; a blank one counts as absent.
  public Optional<String> get(String name) {
    return lookup.apply(prefix + name).filter(text -> !text.isBlank());
  }

  /// A setting that hides its text.
  public Optional<Secret> secret(String name) {
    return get(name).map(String::strip).map(Secret::of);
  }

  public boolean flag(String name) {
    return get(name)
        .map(text ->
            Flag.parse(text)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "%s is '%s'; true or false is expected.".formatted(prefix + name, text))))
        .orElse(false);
  }

  /// The elements of a text with commas between them.
  public static List<String> elements(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  /// Whose certificate is believed: `TLS_FINGERPRINT`, `CA_FILE` or `INSECURE`, at most one.
  public TlsTrust trust() {
    Optional<TlsTrust> pinned =
        get("TLS_FINGERPRINT").map(text -> new TlsTrust.Pinned(Set.copyOf(elements(text))));
    Optional<TlsTrust> file =
        get("CA_FILE").map(text -> new TlsTrust.AuthorityFile(Path.of(text.strip())));
    Optional<TlsTrust> any =
        flag("INSECURE") ? Optional.of(new TlsTrust.Insecure()) : Optional.empty();
    List<TlsTrust> chosen = Stream.of(pinned, file, any).flatMap(Optional::stream).toList();
    if (chosen.size() > 1) {
      throw new IllegalArgumentException(
          "%1$sTLS_FINGERPRINT, %1$sCA_FILE and %1$sINSECURE exclude one another."
              .formatted(prefix));
    }
    return chosen.isEmpty() ? new TlsTrust.SystemAuthorities() : chosen.getFirst();
  }

  /// The proxy: `PROXY`, else `HTTPS_PROXY`; exceptions in `NO_PROXY`.
  public ProxySettings proxy() {
    return get("PROXY")
        .map(address -> ProxySettings.of(address, lookup.apply("NO_PROXY").orElse("")))
        .orElseGet(() -> ProxySettings.fromEnvironment(lookup));
  }

  /// The complaint about a setting that has to be there.
  public IllegalArgumentException missing(String name) {
    return new IllegalArgumentException("%s is not set.".formatted(prefix + name));
  }
}
