package dev.holdfast.engine.machine;

import dev.holdfast.transport.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The contents that go with the records of one message: one behind the other on the request's
/// input, in the order in which the records name their lengths.
final class RecordInputs {
  /// What a machine takes at most with one message, as it holds it in memory.
  static final long MOST = 256L << 20;

  private static final String FIELD = "input";

  private final InputStream source;
  private final List<Payload> contents = new ArrayList<>();
  private long taken;

  /// To be filled while records are written.
  RecordInputs() {
    this(InputStream.nullInputStream());
  }

  /// To be taken from while records are read.
  RecordInputs(InputStream source) {
    this.source = source;
  }

  void put(Fields fields, Payload content) {
    fields.with(FIELD, content.length());
    contents.add(content);
  }

  Payload must(Fields fields) {
    return maybe(fields).orElseThrow(() -> Fields.broken("the field " + FIELD));
  }

  Optional<Payload> maybe(Fields fields) {
    return fields.has(FIELD) ? Optional.of(take(fields.number(FIELD))) : Optional.empty();
  }

  private Payload take(long length) {
    taken += length;
    if (length < 0 || taken > MOST) {
      throw Fields.broken("contents of at most " + MOST + " bytes");
    }
    try {
      byte[] bytes = source.readNBytes((int) length);
      if (bytes.length < length) {
        throw Fields.broken("all of its contents");
      }
      return Bytes.of(bytes).payload();
    } catch (IOException e) {
      throw Fields.broken("readable contents: " + e.getMessage());
    }
  }

  /// All contents, streamed.
  Payload joined() {
    List<Payload> all = List.copyOf(contents);
    return new Payload() {
      @Override
      public long length() {
        return all.stream().mapToLong(Payload::length).sum();
      }

      @Override
      public InputStream open() throws IOException {
        List<InputStream> streams = new ArrayList<>();
        for (Payload content : all) {
          streams.add(content.open());
        }
        return new SequenceInputStream(Collections.enumeration(streams));
      }
    };
  }
}
