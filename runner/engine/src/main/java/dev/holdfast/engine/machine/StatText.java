package dev.holdfast.engine.machine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/// The lines in which a machine without a shell tells the status of files: those that `stat` and
/// its companions print on a real one, as [Answers] reads them.
public final class StatText {
  private StatText() {}

  /// The answer to [Probe.Stat].
  public static String of(FileStatus status) {
    StringBuilder text = new StringBuilder(line(status)).append('\n');
    text.append('A').append(status.access()).append('\n');
    append(text, 'H', status.checksum());
    append(text, 'M', status.mime());
    if (status.version().isPresent() || status.flags().isPresent()) {
      text.append('T').append(status.version().orElse("?")).append(' ');
      text.append(status.flags().orElse("")).append("----\n");
    }
    append(text, 'Z', status.context());
    status
        .link()
        .ifPresent(link ->
            text.append('L')
                .append(link.target())
                .append("\nR")
                .append(link.source())
                .append('\n'));
    return text.toString();
  }

  /// One file of the answer to [Probe.Find].
  public static String found(Answers.Found found) {
    return line(found.status()) + "|" + found.path() + "\n";
  }

  private static void append(StringBuilder text, char letter, Optional<String> line) {
    line.ifPresent(present -> text.append(letter).append(present).append('\n'));
  }

  private static String line(FileStatus s) {
    return StatReader.STATUS
        + String.format(
            Locale.ROOT,
            "%x|%d|%d|%s|%s|%d|%d|%d|%d|%x|%x|%d|%d|%s|%s|%s|%s|%s|%s",
            s.mode(),
            s.uid(),
            s.gid(),
            s.owner().orElse("UNKNOWN"),
            s.group().orElse("UNKNOWN"),
            s.size(),
            s.inode(),
            s.device(),
            s.links(),
            s.deviceType() >> 8,
            s.deviceType() & 0xff,
            s.blocks(),
            s.blockSize(),
            seconds(s.accessed()),
            seconds(s.modified()),
            seconds(s.changed()),
            fraction(s.accessed()),
            fraction(s.modified()),
            fraction(s.changed()));
  }

  private static String seconds(BigDecimal time) {
    return time.setScale(0, RoundingMode.FLOOR).toPlainString();
  }

  /// As the text form of a time ends, which is where fractions stand.
  private static String fraction(BigDecimal time) {
    BigDecimal rest =
        time.subtract(time.setScale(0, RoundingMode.FLOOR)).setScale(9, RoundingMode.FLOOR);
    return "00:00:0" + rest.toPlainString();
  }
}
