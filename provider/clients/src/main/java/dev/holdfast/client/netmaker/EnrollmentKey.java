package dev.holdfast.client.netmaker;

import dev.holdfast.client.http.Secret;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A key by which machines register.
///
/// Source: the record `EnrollmentKey` of `/api/v1/enrollment-keys`. Its `tags[0]` is the name of
/// the key; real tags are in `groups`.
public record EnrollmentKey(Fields fields) {

  /// The name, unique on the server.
  public String name() {
    return fields.texts("tags").stream().findFirst().orElse("");
  }

  public List<String> networks() {
    return fields.texts("networks");
  }

  /// What names the key in calls; who has it can register.
  public Optional<Secret> value() {
    return fields.text("value").map(Secret::of);
  }

  /// What a machine registers with: the server's address and the value.
  public Optional<Secret> token() {
    return fields.text("token").map(Secret::of);
  }

  public boolean unlimited() {
    return fields.flag("unlimited").orElse(false);
  }

  public long usesRemaining() {
    return fields.number("uses_remaining").orElse(0L);
  }

  /// When it ends; Go's zero time means never.
  public Optional<Instant> expiration() {
    return fields
        .text("expiration")
        .flatMap(EnrollmentKey::instant)
        .filter(end -> end.getEpochSecond() > 0);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(java.time.OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// Whether the server made it together with a network.
  public boolean standard() {
    return fields.flag("default").orElse(false);
  }

  /// Whether a machine can register with it at that moment.
  public boolean valid(Instant now) {
    return unlimited()
        || usesRemaining() > 0
        || expiration().filter(end -> end.isAfter(now)).isPresent();
  }

  @Override
  public String toString() {
    return "enrollment key " + name();
  }
}
