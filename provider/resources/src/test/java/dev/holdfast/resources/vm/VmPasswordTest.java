package dev.holdfast.resources.vm;

import static dev.holdfast.resources.vm.Machines.BLANK;
import static dev.holdfast.resources.vm.Machines.group;
import static dev.holdfast.resources.vm.Machines.machine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.value.Value;
import java.util.Optional;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.junit.jupiter.api.Test;

class VmPasswordTest {

  private static Value.Obj with(Object... parts) {
    return machine("cloud_init", group("cloud_init", parts));
  }

  private static boolean isHashOf(String password, Optional<String> hash) {
    return hash.filter(text ->
            text.equals(
                Sha2Crypt.sha512Crypt(
                    password.getBytes(java.nio.charset.StandardCharsets.UTF_8), text)))
        .isPresent();
  }

  @Test
  void aNewPasswordIsHashedWithASaltOfItsOwn() {
    Optional<String> one = VmPassword.change(BLANK, with("password", "hunter2ü"));
    Optional<String> other = VmPassword.change(BLANK, with("password", "hunter2ü"));

    assertThat(one.orElseThrow()).matches("\\$6\\$[./0-9A-Za-z]{16}\\$[./0-9A-Za-z]{86}");
    assertThat(one).isNotEqualTo(other);
    assertThat(isHashOf("hunter2ü", one)).isTrue();
  }

  @Test
  void aStoredPasswordIsSetOnlyWhenItChanges() {
    assertThat(VmPassword.change(with("password", "a"), with("password", "a"))).isEmpty();
    assertThat(isHashOf("b", VmPassword.change(with("password", "a"), with("password", "b"))))
        .isTrue();
    assertThat(VmPassword.change(with("password", "a"), with())).isEmpty();
    assertThat(VmPassword.change(BLANK, BLANK)).isEmpty();
  }

  @Test
  void aWriteOnlyPasswordIsSetWhenItsVersionChanges() {
    Value.Obj first = with("password_wo", "a", "password_wo_version", 1);

    assertThat(isHashOf("a", VmPassword.change(BLANK, first))).isTrue();
    assertThat(VmPassword.change(with("password_wo_version", 1), first)).isEmpty();
    assertThat(isHashOf("a", VmPassword.change(with("password_wo_version", 2), first))).isTrue();
    assertThat(VmPassword.change(BLANK, with("password_wo_version", 1))).isEmpty();
  }

  @Test
  void aPasswordMayChangeItsKind() {
    Value.Obj stored = with("password", "a");
    Value.Obj writeOnly = with("password_wo", "b", "password_wo_version", 1);

    assertThat(isHashOf("b", VmPassword.change(stored, writeOnly))).isTrue();
    assertThat(isHashOf("a", VmPassword.change(with("password_wo_version", 1), stored))).isTrue();
  }

  @Test
  void aPasswordIsRemovedWhenThePlanHasNoneOfEitherKind() {
    Value.Obj stored = with("password", "a");
    Value.Obj version = with("password_wo_version", 1);

    assertThat(VmPassword.removed(stored, with())).isTrue();
    assertThat(VmPassword.removed(version, BLANK)).isTrue();
    assertThat(VmPassword.removed(stored, version)).isFalse();
    assertThat(VmPassword.removed(BLANK, with())).isFalse();
  }
}
