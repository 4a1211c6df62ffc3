package dev.holdfast.client.proxmox;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The identifier of a task: `UPID:node:pid:pstart:starttime:type:id:user:`.
///
/// The node is the one to ask: a clone or create may run elsewhere than it was asked for, and
/// another node knows nothing of it. The id of a clone task is the source's.
public record Upid(
    String text, NodeName node, Instant started, String type, String id, String user) {
  private static final Pattern FORM =
      Pattern.compile(
          "UPID:([A-Za-z0-9][A-Za-z0-9-]*):[0-9A-Fa-f]{8}:[0-9A-Fa-f]{8,9}:([0-9A-Fa-f]{8})"
              + ":([^:\\s]+):([^:\\s]*):([^:\\s]+):");

  public static Upid parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("'%s' is no task identifier.".formatted(text));
    }
    return new Upid(
        text,
        new NodeName(form.group(1)),
        Instant.ofEpochSecond(Long.parseLong(form.group(2), 16)),
        form.group(3),
        form.group(4),
        form.group(5));
  }

  static boolean looksLike(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
