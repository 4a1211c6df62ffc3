package dev.holdfast.language.vault;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A vault's envelope: the header line and 80 columns of hexadecimal digits
/// (`ansible/parsing/vault/__init__.py`).
///
/// @param vaultId the label of format 1.2
@SuppressWarnings("ArrayRecordComponent") // never compared
record VaultText(Optional<String> vaultId, byte[] salt, byte[] mac, byte[] cipherText) {
  static final String MARK = "$ANSIBLE_VAULT";
  private static final String CIPHER = "AES256";
  private static final int COLUMNS = 80;

  static VaultText parse(String envelope) {
    List<String> lines = envelope.strip().lines().map(String::strip).toList();
    List<String> header = lines.isEmpty() ? List.of() : List.of(lines.getFirst().split(";", -1));
    if (header.size() < 3 || !header.getFirst().equals(MARK)) {
      throw new VaultException("Vault envelope format error: the header is incomplete");
    }
    if (!header.get(2).equals(CIPHER)) {
      throw new VaultException(header.get(2) + " cipher could not be found");
    }
    String version = header.get(1);
    Optional<String> id =
        version.equals("1.2") && header.size() >= 4 ? Optional.of(header.get(3)) : Optional.empty();
    return body(id, String.join("", lines.subList(1, lines.size())));
  }

  private static VaultText body(Optional<String> id, String hex) {
    String inner = new String(unhex(hex), StandardCharsets.US_ASCII);
    String[] parts = inner.split("\n", 3);
    if (parts.length != 3) {
      throw new VaultException(
          "Vault vaulttext format error: not enough values to unpack (expected 3, got "
              + parts.length
              + ")");
    }
    return new VaultText(id, unhex(parts[0]), unhex(parts[1]), unhex(parts[2]));
  }

  private static byte[] unhex(String digits) {
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException e) {
      String problem =
          digits.length() % 2 == 1 ? "Odd-length string" : "Non-hexadecimal digit found";
      throw new VaultException("Vault format unhexlify error: " + problem, e);
    }
  }

  String format() {
    HexFormat hex = HexFormat.of();
    String inner =
        hex.formatHex(salt) + "\n" + hex.formatHex(mac) + "\n" + hex.formatHex(cipherText);
    String digits = hex.formatHex(inner.getBytes(StandardCharsets.US_ASCII));
    StringBuilder out = new StringBuilder(MARK);
    out.append(vaultId.map(id -> ";1.2;" + CIPHER + ";" + id).orElse(";1.1;" + CIPHER));
    for (int from = 0; from < digits.length(); from += COLUMNS) {
      out.append('\n').append(digits, from, Math.min(digits.length(), from + COLUMNS));
    }
    return out.append('\n').toString();
  }

  @Override
  public String toString() {
    return "VaultText[vaultId=" + vaultId + "]";
  }
}
