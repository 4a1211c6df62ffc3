package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Sh;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The list at the end of a zip file of a machine, read without a program that knows zip files
/// there (PKWARE's APPNOTE, 4.3.12 and 4.3.16).
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int ENTRY = 0x02014b50;
  private static final int END_LENGTH = 22;
  private static final int ENTRY_LENGTH = 46;
  private static final int LONGEST_COMMENT = 65535;
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private final Machine machine;
  private final String path;

  ZipDirectory(Machine machine, String path) {
    this.machine = machine;
    this.path = path;
  }

  /// A file or directory of the archive.
  record Member(String name, int checksum) {}

  /// All members; empty when the file cannot be read. A file that is no zip file has none.
  Optional<Set<Member>> read() {
    Optional<ByteBuffer> tail = tail(LONGEST_COMMENT + END_LENGTH);
    if (tail.isEmpty()) {
      return Optional.empty();
    }
    int end = end(tail.get());
    if (end < 0) {
      return Optional.of(Set.of());
    }
    int size = tail.get().getInt(end + 12);
    int after = tail.get().limit() - end;
    Optional<ByteBuffer> whole = size <= end ? tail : tail(size + after);
    return whole.map(bytes -> members(bytes, bytes.limit() - after - size, size));
  }

  private Optional<ByteBuffer> tail(int length) {
    String text =
        "[ -r %2$s ] && tail -c %1$d <%2$s | od -An -v -tx1".formatted(length, Sh.quote(path));
    Probe.Query query = new Probe.Query(Command.shell(text));
    Ran ran = machine.ask(query).of(query);
    return ran.ok()
        ? Optional.of(
            ByteBuffer.wrap(HexFormat.of().parseHex(SPACES.matcher(ran.text()).replaceAll("")))
                .order(ByteOrder.LITTLE_ENDIAN))
        : Optional.empty();
  }

  private static int end(ByteBuffer bytes) {
    int at = bytes.limit() - END_LENGTH;
    while (at >= 0 && bytes.getInt(at) != END) {
      at--;
    }
    return at;
  }

  private static Set<Member> members(ByteBuffer bytes, int from, int size) {
    Set<Member> members = new HashSet<>();
    int at = from;
    while (at >= 0
        && at + ENTRY_LENGTH <= from + size
        && bytes.getInt(at) == ENTRY
        && at + length(bytes, at) <= from + size) {
      byte[] name = new byte[Short.toUnsignedInt(bytes.getShort(at + 28))];
      bytes.get(at + ENTRY_LENGTH, name);
      members.add(new Member(new String(name, StandardCharsets.UTF_8), bytes.getInt(at + 16)));
      at += length(bytes, at);
    }
    return members;
  }

  /// With name, extra field and comment.
  private static int length(ByteBuffer bytes, int at) {
    return ENTRY_LENGTH
        + Short.toUnsignedInt(bytes.getShort(at + 28))
        + Short.toUnsignedInt(bytes.getShort(at + 30))
        + Short.toUnsignedInt(bytes.getShort(at + 32));
  }
}
