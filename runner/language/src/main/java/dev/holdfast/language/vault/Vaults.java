package dev.holdfast.language.vault;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The vault secrets of a run, in the order in which they were given, each with its id.
///
/// A vault is tried with the secrets of its own id first, then with all others, as Ansible does.
public final class Vaults {
  private static final String DEFAULT_ID = "default";
  private static final int SALT_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /// No secrets at all.
  public static final Vaults NONE = new Vaults(List.of(), false);

  private final List<Entry> entries;
  private final boolean strictIds;
  private final ConcurrentHashMap<String, byte[]> opened = new ConcurrentHashMap<>();

  /// A secret under an id.
  public record Entry(String id, VaultSecret secret) {}

  /// What a vault held, and which secret opened it.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Opened(byte[] content, String id) {
    @Override
    public String toString() {
      return "Opened[id=" + id + "]";
    }
  }

  /// @param strictIds whether only secrets of a vault's own id are tried (`vault_id_match`)
  public Vaults(List<Entry> entries, boolean strictIds) {
    this.entries = List.copyOf(entries);
    this.strictIds = strictIds;
  }

  /// One secret under the default id.
  public static Vaults of(VaultSecret secret) {
    return new Vaults(List.of(new Entry(DEFAULT_ID, secret)), false);
  }

  /// Whether a text is a vault.
  public static boolean isEncrypted(String text) {
    return text.startsWith(VaultText.MARK);
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /// The ids, in order.
  public List<String> ids() {
    return entries.stream().map(Entry::id).toList();
  }

  /// The secret of an id.
  public Optional<VaultSecret> secret(String id) {
    return entries.stream().filter(entry -> entry.id().equals(id)).map(Entry::secret).findFirst();
  }

  /// The text in a vault.
  ///
  /// @param file where the vault stands, for the error's text
  public String decrypt(String envelope, Optional<String> file) {
    byte[] content = opened.computeIfAbsent(envelope.strip(), _ -> open(envelope, file).content());
    return new String(content, StandardCharsets.UTF_8);
  }

  /// The bytes in a vault, and the id of the secret that opened it.
  public Opened open(String envelope, Optional<String> file) {
    if (entries.isEmpty()) {
      throw new VaultException("Attempting to decrypt but no vault secrets found");
    }
    String start = envelope.strip();
    String where = file.map(name -> name + " is not a vault encrypted file").orElse("");
    if (!isEncrypted(start)) {
      throw new VaultException("input is not vault encrypted data. " + where);
    }
    VaultText text = VaultText.parse(start);
    for (Entry entry : candidates(text.vaultId().orElse(DEFAULT_ID))) {
      Optional<byte[]> content = VaultCipher.decrypt(text, entry.secret());
      if (content.isPresent()) {
        return new Opened(content.get(), entry.id());
      }
    }
    throw new VaultException(
        "Decryption failed (no vault secrets were found that could decrypt)"
            + file.map(name -> " on " + name).orElse(""));
  }

  private List<Entry> candidates(String id) {
    List<Entry> own = new ArrayList<>(entries.stream().filter(e -> e.id().equals(id)).toList());
    if (!strictIds) {
      entries.stream().filter(entry -> !entry.id().equals(id)).forEach(own::add);
    }
    return own;
  }

  /// A new vault; with an id other than `default` in format 1.2, else in 1.1.
  public static String encrypt(byte[] content, VaultSecret secret, Optional<String> id) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return encrypt(content, secret, id, salt);
  }

  /// A new vault with a chosen salt: the same input gives the same vault.
  public static String encrypt(
      byte[] content, VaultSecret secret, Optional<String> id, byte[] salt) {
    Optional<String> label = id.filter(name -> !name.equals(DEFAULT_ID));
    return VaultCipher.encrypt(content, secret, salt, label).format();
  }

  @Override
  public String toString() {
    return "Vaults" + ids();
  }
}
