package dev.holdfast.lab.machine;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Ran;

/// How programs end.
public final class Ends {
  private static final int NOT_FOUND = 127;

  private Ends() {}

  public static Ran ok() {
    return of(0, "", "");
  }

  public static Ran ok(String out) {
    return of(0, out, "");
  }

  public static Ran failed(int status, String err) {
    return of(status, "", err);
  }

  public static Ran of(int status, String out, String err) {
    return new Ran(status, Ran.Note.NONE, Bytes.of(out), Bytes.of(err));
  }

  /// A program, or a use of one, that the lab has no model of.
  public static Ran notSimulated(String what) {
    return failed(NOT_FOUND, "not simulated: " + what + "\n");
  }

  static Ran noted(int status, Ran.Note note) {
    return new Ran(status, note, Bytes.EMPTY, Bytes.EMPTY);
  }
}
