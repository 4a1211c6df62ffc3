package dev.holdfast.framework.codec;

import dev.holdfast.framework.value.Refinements;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/// Unknown values: an extension without content, or extension 12 with what is known already.
///
/// Source: cty's msgpack package, "unknown values". Keys of the map: 1 is-null, 2 prefix, 3 and 4
/// number bounds as `[number, inclusive]`, 5 and 6 collection lengths.
final class MsgpackUnknown {

  private static final int REFINED = 12;
  private static final int LARGEST_BODY = 1_024;
  private static final int LONGEST_PREFIX = 256;
  private static final byte[] NOTHING_KNOWN = {0};

  private MsgpackUnknown() {}

  static void write(MsgpackWriter writer, Type type, Refinements refinements) {
    byte[] body = body(applicable(type, refinements));
    if (body.length <= 1 || body.length > LARGEST_BODY) {
      writer.extension(0, NOTHING_KNOWN);
    } else {
      writer.extension(REFINED, body);
    }
  }

  /// What Terraform accepts for the type; anything else would be an error there.
  private static Refinements applicable(Type type, Refinements given) {
    boolean string = type.equals(Type.STRING);
    boolean number = type.equals(Type.NUMBER);
    boolean collection =
        type instanceof Type.ListOf || type instanceof Type.SetOf || type instanceof Type.MapOf;
    return new Refinements(
        given.isNull().filter(_ -> !type.equals(Type.DYNAMIC)),
        given.prefix().filter(prefix -> string && !prefix.isEmpty()),
        given.min().filter(_ -> number),
        given.max().filter(_ -> number),
        given.minLength().filter(_ -> collection),
        given.maxLength().filter(_ -> collection));
  }

  private static byte[] body(Refinements known) {
    var body = new MsgpackWriter();
    body.map(count(known));
    known.isNull().ifPresent(isNull -> key(body, 1).bool(isNull));
    known.prefix().ifPresent(prefix -> key(body, 2).string(shortened(prefix)));
    known.min().ifPresent(bound -> bound(key(body, 3), bound));
    known.max().ifPresent(bound -> bound(key(body, 4), bound));
    known.minLength().ifPresent(length -> key(body, 5).integer(length));
    known.maxLength().ifPresent(length -> key(body, 6).integer(length));
    return body.toByteArray();
  }

  private static int count(Refinements known) {
    return (int)
        Stream.of(
                known.isNull(),
                known.prefix(),
                known.min(),
                known.max(),
                known.minLength(),
                known.maxLength())
            .filter(Optional::isPresent)
            .count();
  }

  private static MsgpackWriter key(MsgpackWriter body, int key) {
    body.integer(key);
    return body;
  }

  private static void bound(MsgpackWriter body, Refinements.Bound bound) {
    body.array(2);
    MsgpackEncoder.number(body, bound.value());
    body.bool(bound.inclusive());
  }

  /// Any shorter prefix is true as well; the last character goes too, lest a following combining
  /// mark change it.
  private static String shortened(String prefix) {
    String shorter = prefix;
    while (shorter.getBytes(StandardCharsets.UTF_8).length > LONGEST_PREFIX) {
      int end = Math.min(LONGEST_PREFIX, shorter.offsetByCodePoints(shorter.length(), -1));
      shorter =
          shorter.substring(0, Character.isHighSurrogate(shorter.charAt(end - 1)) ? end - 1 : end);
    }
    return shorter.equals(prefix) ? prefix : lessOne(shorter);
  }

  private static String lessOne(String text) {
    return text.substring(0, text.offsetByCodePoints(text.length(), -1));
  }

  static Value read(MsgpackReader.Extension extension) {
    if (extension.code() != REFINED) {
      return Values.UNKNOWN;
    }
    if (extension.body().length() > LARGEST_BODY) {
      throw CodecException.limit("refinements of " + extension.body().length() + " bytes");
    }
    var known = new Reading(new MsgpackReader(extension.body())).read();
    return known.isNull().orElse(false) ? Values.NULL : new Value.Unknown(known);
  }

  /// The parts of one set of refinements while they are read; a later key replaces an earlier one.
  private static final class Reading {

    private final MsgpackReader reader;
    private Refinements known = Refinements.NONE;

    Reading(MsgpackReader reader) {
      this.reader = reader;
    }

    Refinements read() {
      int count = reader.map();
      for (int i = 0; i < count; i++) {
        entry(reader.integer());
      }
      return known;
    }

    private void entry(long key) {
      if (key == 1) {
        known = known.withNull(reader.bool());
      } else if (key == 2) {
        known = known.withPrefix(reader.string());
      } else if (key == 3) {
        known = known.withMin(bound());
      } else if (key == 4) {
        known = known.withMax(bound());
      } else if (key == 5) {
        known = known.withMinLength(reader.integer());
      } else if (key == 6) {
        known = known.withMaxLength(reader.integer());
      } else {
        reader.skip(0);
      }
    }

    private Refinements.Bound bound() {
      if (reader.array() != 2) {
        throw CodecException.malformed("a number bound is a pair");
      }
      BigDecimal number = Numbers.bounded(reader.number());
      return new Refinements.Bound(number, reader.bool());
    }
  }
}
