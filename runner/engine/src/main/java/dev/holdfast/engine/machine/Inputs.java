package dev.holdfast.engine.machine;

import dev.holdfast.transport.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The contents that go with one request, all through its one standard input.
///
/// A single content is read to its end. Several are padded to whole blocks, because the tools that
/// cut a stream (`head -c` of BusyBox) read ahead, while `dd` takes exactly its blocks.
final class Inputs {
  private static final int BLOCK = 4096;

  private final boolean shared;
  private final List<Payload> contents = new ArrayList<>();

  /// @param count how many contents the request will have
  Inputs(long count) {
    this.shared = count > 1;
  }

  /// Whether a command without an input of its own would take another's.
  boolean shared() {
    return shared || !contents.isEmpty();
  }

  /// Shell text that stands before a command and feeds it this content.
  String pipe(Payload content) {
    String source = take(content);
    return source.equals("cat") ? "" : "{ " + source + "; } | ";
  }

  /// Shell text that puts this content into the file that a word stands for.
  String into(Payload content, String file) {
    String source = take(content);
    return source.equals("cat") ? "exec cat >" + file : "{ " + source + "; } >" + file;
  }

  private String take(Payload content) {
    if (content.length() == 0) {
      return ":";
    }
    contents.add(content);
    long blocks = (content.length() + BLOCK - 1) / BLOCK;
    return shared
        ? "dd bs=%d count=%d iflag=fullblock 2>/dev/null | head -c %d"
            .formatted(BLOCK, blocks, content.length())
        : "cat";
  }

  Payload payload() {
    if (contents.isEmpty()) {
      return Payload.NONE;
    }
    return shared ? new Padded(List.copyOf(contents)) : contents.getFirst();
  }

  private record Padded(List<Payload> contents) implements Payload {
    @Override
    public long length() {
      return contents.stream().mapToLong(each -> each.length() + padding(each)).sum();
    }

    @Override
    public InputStream open() throws IOException {
      List<InputStream> streams = new ArrayList<>();
      for (Payload content : contents) {
        streams.add(content.open());
        streams.add(new ByteArrayInputStream(new byte[padding(content)]));
      }
      return new SequenceInputStream(Collections.enumeration(streams));
    }

    private static int padding(Payload content) {
      return (int) ((BLOCK - content.length() % BLOCK) % BLOCK);
    }
  }
}
