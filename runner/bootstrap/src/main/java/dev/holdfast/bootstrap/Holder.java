package dev.holdfast.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who holds a lock on a machine or the lease of a cluster, as a word that another run can judge: a
/// process that is known to be dead holds nothing any more, and nobody has to wait for its signs of
/// life to be missed.
///
/// @param space in which the process number counts; empty where that cannot be told
/// @param process its number
/// @param started seconds since 1970
record Holder(String space, long process, long started, String unique) {
  private static final Pattern FORM =
      Pattern.compile("holdfast-([0-9a-f]*)-(\\d{1,18})-(\\d{1,18})-([0-9a-f]{8})");
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path SPACE = Path.of("/proc/self/ns/pid");

  /// A new holder in this process.
  static Holder own() {
    ProcessHandle itself = ProcessHandle.current();
    return new Holder(
        here(),
        itself.pid(),
        seconds(itself),
        HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
  }

  private static long seconds(ProcessHandle process) {
    return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
  }

  /// The boot of this machine and the name space of its process numbers, which containers of one
  /// name do not share.
  private static String here() {
    try {
      String text = Files.readString(BOOT) + Files.readSymbolicLink(SPACE);
      return NodeProject.sumOf(text);
    } catch (IOException | UnsupportedOperationException _) {
      return "";
    }
  }

  static Optional<Holder> of(String word) {
    Matcher matcher = FORM.matcher(word.strip());
    return matcher.matches()
        ? Optional.of(
            new Holder(
                matcher.group(1),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                matcher.group(4)))
        : Optional.empty();
  }

  /// Whether that process is known to have ended.
  boolean dead() {
    return !space.isEmpty()
        && space.equals(here())
        && ProcessHandle.of(process).filter(there -> seconds(there) == started).isEmpty();
  }

  /// Whether whoever wrote the word is known to have ended.
  static boolean dead(String word) {
    return of(word).filter(Holder::dead).isPresent();
  }

  @Override
  public String toString() {
    return "holdfast-%s-%d-%d-%s".formatted(space, process, started, unique);
  }
}
