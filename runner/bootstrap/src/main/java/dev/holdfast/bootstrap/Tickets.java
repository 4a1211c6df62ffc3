package dev.holdfast.bootstrap;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Makes what a machine needs to join: secrets that are made here, told to one control plane and to
/// the machine, and worth nothing after the join.
final class Tickets {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int PUBLIC = 6;
  private static final int DIGITS = 36;
  private static final String TOKEN = "join_token";
  private static final int SECRET = 16;
  private static final int KEY_BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  /// The variables of a ticket.
  DictValue made(NodeSpec spec) {
    DictValue ticket = new DictValue();
    ticket.put(TOKEN, Str.unsafe(id(spec) + "." + letters(SECRET)));
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    ticket.put("join_certificate_key", Str.unsafe(HexFormat.of().formatHex(key)));
    ticket.put("ticket_certificates", Bool.of(spec.role() == Role.CONTROL_PLANE));
    ticket.put("ticket_for", Str.of(spec.name()));
    return ticket;
  }

  /// What names the ticket of a run that was killed: enough to make it worth nothing.
  static DictValue left(NodeSpec spec) {
    DictValue ticket = new DictValue();
    ticket.put(TOKEN, Str.of(id(spec)));
    return ticket;
  }

  /// The public half of a token, for one node the same in every run.
  private static String id(NodeSpec spec) {
    String sum = NodeProject.sumOf(spec.cluster().name() + "/" + spec.name());
    String digits = new BigInteger(sum, 16).toString(DIGITS);
    return ("0".repeat(PUBLIC) + digits).substring(digits.length());
  }

  private String letters(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
