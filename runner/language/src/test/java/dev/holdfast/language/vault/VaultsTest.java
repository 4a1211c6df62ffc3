package dev.holdfast.language.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.language.reference.Reference;
import dev.holdfast.language.vault.Vaults.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Vaults, also beside the original.
final class VaultsTest {
  private static final VaultSecret SECRET = VaultSecret.of("pass ä");
  private static final String TEXT = "hidden ä\nsecond line\n";

  private static String vault(Optional<String> id) {
    return Vaults.encrypt(TEXT.getBytes(StandardCharsets.UTF_8), SECRET, id);
  }

  @Test
  void theOriginalOpensOurVaults() {
    for (Optional<String> id : List.of(Optional.<String>empty(), Optional.of("prod"))) {
      Map<String, String> request =
          Map.of("action", "decrypt", "password", "pass ä", "text", vault(id));
      assertThat(Reference.ask("vault", request).text()).isEqualTo(TEXT);
    }
  }

  @Test
  void weOpenTheOriginalsVaults() {
    Map<String, String> request =
        Map.of("action", "encrypt", "password", "pass ä", "text", TEXT, "id", "prod");
    String envelope = Reference.ask("vault", request).text();
    assertThat(envelope).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");
    assertThat(Vaults.of(SECRET).decrypt(envelope, Optional.empty())).isEqualTo(TEXT);
  }

  @Test
  void theHeaderNamesTheIdOnlyInFormatTwo() {
    assertThat(vault(Optional.empty())).startsWith("$ANSIBLE_VAULT;1.1;AES256\n");
    assertThat(vault(Optional.of("default"))).startsWith("$ANSIBLE_VAULT;1.1;AES256\n");
    assertThat(vault(Optional.of("dev"))).startsWith("$ANSIBLE_VAULT;1.2;AES256;dev\n");
    assertThat(vault(Optional.empty()).lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void theOwnIdIsTriedFirstAndTheOthersAfterIt() {
    VaultSecret other = VaultSecret.of("other");
    Vaults vaults = new Vaults(List.of(new Entry("dev", other), new Entry("prod", SECRET)), false);
    assertThat(vaults.open(vault(Optional.of("prod")), Optional.empty()).id()).isEqualTo("prod");
    assertThat(vaults.open(vault(Optional.of("dev")), Optional.empty()).id()).isEqualTo("prod");
    Vaults strict = new Vaults(List.of(new Entry("prod", SECRET)), true);
    assertThatThrownBy(() -> strict.open(vault(Optional.of("dev")), Optional.of("f.yml")))
        .hasMessage("Decryption failed (no vault secrets were found that could decrypt) on f.yml");
  }

  @Test
  void errorsAreWordedAsAnsibleDoes() {
    assertThatThrownBy(() -> Vaults.NONE.decrypt(vault(Optional.empty()), Optional.empty()))
        .hasMessage("Attempting to decrypt but no vault secrets found");
    assertThatThrownBy(() -> Vaults.of(SECRET).decrypt("plain", Optional.empty()))
        .hasMessageStartingWith("input is not vault encrypted data");
    assertThatThrownBy(
            () -> Vaults.of(SECRET).decrypt("$ANSIBLE_VAULT;1.1;AES256\nzz", Optional.empty()))
        .hasMessage("Vault format unhexlify error: Non-hexadecimal digit found");
    assertThatThrownBy(
            () -> Vaults.of(SECRET).decrypt("$ANSIBLE_VAULT;1.1;AES\n00", Optional.empty()))
        .hasMessage("AES cipher could not be found");
  }

  @Test
  void secretsAreNeverPrinted() {
    Vaults vaults = Vaults.of(SECRET);
    assertThat(vaults.toString() + SECRET + vaults.open(vault(Optional.empty()), Optional.empty()))
        .doesNotContain("pass")
        .doesNotContain("hidden");
  }
}
