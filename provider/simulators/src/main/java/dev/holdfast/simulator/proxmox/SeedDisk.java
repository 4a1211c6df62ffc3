package dev.holdfast.simulator.proxmox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A disk on which cloud-init finds its source NoCloud: a file system of a CD with the label
/// `cidata`, with `user-data` and `meta-data` in it.
///
/// Source: ECMA-119, sections 8 and 9, with the names of Joliet; cloud-init's documentation,
/// "NoCloud".
///
/// @param files the texts in its root, by name
record SeedDisk(Map<String, String> files) {

  /// Larger disks are no seeds.
  static final int LIMIT = 1 << 20;

  private static final int SECTOR = 2048;
  private static final int JOLIET_SECTOR = 17;
  private static final Pattern POWER_OFF =
      Pattern.compile("(?m)^power_state:(\\R[ ].*)*\\R +mode: *poweroff");
  private static final Pattern PART = Pattern.compile("(?m)^(?:[A-Za-z0-9+/=]{1,76}\\n)+");

  SeedDisk {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /// Reads a disk as a guest would.
  static Optional<SeedDisk> read(byte[] disk) {
    int start = JOLIET_SECTOR * SECTOR;
    if (disk.length < start + SECTOR || disk[start] != 2 || !label(disk, start).equals("cidata")) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN);
    int root = start + 156;
    Map<String, String> files = files(bytes, bytes.getInt(root + 2), bytes.getInt(root + 10));
    boolean whole =
        files.containsKey("user-data")
            && files.getOrDefault("meta-data", "").contains("instance-id:");
    return whole ? Optional.of(new SeedDisk(files)) : Optional.empty();
  }

  private static String label(byte[] disk, int start) {
    return new String(Arrays.copyOfRange(disk, start + 40, start + 72), StandardCharsets.UTF_16BE)
        .strip();
  }

  private static Map<String, String> files(ByteBuffer bytes, int sector, int length) {
    Map<String, String> files = new TreeMap<>();
    int at = sector * SECTOR;
    int end = at + length;
    while (at < end && bytes.get(at) != 0) {
      int nameLength = bytes.get(at + 32);
      boolean folder = (bytes.get(at + 25) & 2) != 0;
      if (!folder) {
        String name = text(bytes, at + 33, nameLength).replaceFirst(";1$", "");
        byte[] content = slice(bytes, bytes.getInt(at + 2) * SECTOR, bytes.getInt(at + 10));
        files.put(name, new String(content, StandardCharsets.UTF_8));
      }
      at += bytes.get(at) & 0xff;
    }
    return files;
  }

  private static String text(ByteBuffer bytes, int at, int length) {
    return new String(slice(bytes, at, length), StandardCharsets.UTF_16BE);
  }

  private static byte[] slice(ByteBuffer bytes, int at, int length) {
    byte[] slice = new byte[length];
    bytes.get(at, slice);
    return slice;
  }

  /// Everything that the user data says, encoded parts decoded.
  String userData() {
    String text = Optional.ofNullable(files.get("user-data")).orElse("");
    return PART.matcher(text)
        .replaceAll(part ->
            java.util.regex.Matcher.quoteReplacement(
                new String(Base64.getMimeDecoder().decode(part.group()), StandardCharsets.UTF_8)
                    + "\n"));
  }

  /// Whether the guest powers itself off when all has succeeded.
  boolean powersOff() {
    return POWER_OFF.matcher(userData()).find();
  }
}
