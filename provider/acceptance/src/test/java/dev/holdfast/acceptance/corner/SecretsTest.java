package dev.holdfast.acceptance.corner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Changes;
import org.junit.jupiter.api.Test;

/// Write-only attributes: the provider sees them, nobody stores them.
class SecretsTest extends CornerTest {

  private static final String X = "corner_secret.x";

  private void secret(String password, int version) {
    terraform.configuration(
        resource(
            "corner_secret",
            """
            password_wo         = "%s"
            password_wo_version = %d
            user                = { name = "me", key_wo = "key" }
            """
                .formatted(password, version)));
  }

  @Test
  void aWriteOnlyValueReachesTheProviderAndIsNotStored() {
    secret("geheim", 1);
    Changes plan = terraform.plan();
    assertThat(plan.after(X).path("password_wo").isNull()).isTrue();
    assertThat(plan.after(X).at("/user/key_wo").isNull()).isTrue();
    terraform.run("apply", "-no-color", "plan.bin").succeeded();
    assertThat(world.events()).containsExactly("password geheim key key");
    assertThat(terraform.stateFile().toString()).doesNotContain("geheim").doesNotContain("\"key\"");
    terraform.expectNoChanges();
  }

  @Test
  void anotherWriteOnlyValueAloneIsNoChangeButAnotherVersionIs() {
    secret("one", 1);
    terraform.apply();
    secret("two", 1);
    terraform.expectNoChanges();
    secret("two", 2);
    assertThat(terraform.plan().actions(X)).containsExactly("update");
    terraform.apply();
    assertThat(world.events()).containsExactly("password one key key", "password two key key");
  }

  @Test
  void aWriteOnlyValueMayComeFromAnEphemeralResource() {
    terraform.configuration(
        """
        ephemeral "corner_token" "t" { user = "me" }
        resource "corner_secret" "x" { password_wo = ephemeral.corner_token.t.secret }
        """);
    terraform.apply();
    assertThat(world.events()).contains("password token of me key none");
    assertThat(terraform.stateFile().toString()).doesNotContain("token of me");
    terraform.expectNoChanges();
  }
}
