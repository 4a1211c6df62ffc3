package dev.holdfast.resources.vm;

import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import org.apache.commons.codec.digest.Sha2Crypt;

/// The cloud-init password: hashed here, because PVE keeps a clear text one readable in some
/// places.
final class VmPassword {

  private static final String SALT_LETTERS =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private VmPassword() {}

  /// The hash to set, when the plan sets a password other than `prior` had.
  ///
  /// @param config the configuration, the only place where a write-only password stands
  static Optional<String> change(Value.Obj prior, Value.Obj config) {
    Value.Obj before = group(prior);
    Value.Obj wanted = group(config);
    Optional<String> stored = VmValues.text(wanted, "password");
    if (stored.isPresent()) {
      return wanted.get("password").equals(before.get("password"))
          ? Optional.empty()
          : stored.map(VmPassword::hash);
    }
    boolean raised = !wanted.get("password_wo_version").equals(before.get("password_wo_version"));
    return raised ? VmValues.text(wanted, "password_wo").map(VmPassword::hash) : Optional.empty();
  }

  /// Whether the last apply set a password and the plan has none.
  static boolean removed(Value.Obj prior, Value.Obj planned) {
    return hasPassword(group(prior)) && !hasPassword(group(planned));
  }

  private static boolean hasPassword(Value.Obj group) {
    return !group.get("password").isNull() || !group.get("password_wo_version").isNull();
  }

  private static Value.Obj group(Value.Obj object) {
    return Values.object(object.get("cloud_init"))
        .orElseGet(() -> Groups.empty(VmTable.SCHEMA.body(), "cloud_init"));
  }

  private static String hash(String password) {
    var random = new SecureRandom();
    var salt = new StringBuilder("$6$");
    for (int i = 0; i < 16; i++) {
      salt.append(SALT_LETTERS.charAt(random.nextInt(SALT_LETTERS.length())));
    }
    return Sha2Crypt.sha512Crypt(password.getBytes(StandardCharsets.UTF_8), salt.toString());
  }
}
