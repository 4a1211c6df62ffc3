package dev.holdfast.framework.codec;

import dev.holdfast.framework.value.Path;
import java.io.Serial;

/// Bytes that are not the value they should be, or a value that does not fit its type.
///
/// The message names kinds and places, never content: values may be secret.
public final class CodecException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /// What is wrong.
  public enum Code {
    /// The bytes do not follow the format at all.
    MALFORMED,
    /// Well-formed, but not of the type that is asked for.
    MISMATCH,
    /// Deeper, longer or more exact than is accepted.
    LIMIT
  }

  private static final int LONGEST_PATH = 100;

  private final Code code;
  private final String problem;
  private final transient Path path;

  CodecException(Code code, String problem) {
    this(code, problem, Path.ROOT);
  }

  private CodecException(Code code, String problem, Path path) {
    super(path.steps().isEmpty() ? problem : shown(path) + ": " + problem);
    this.code = code;
    this.problem = problem;
    this.path = path;
  }

  /// Keys may be of any length; a message has to stay readable.
  private static String shown(Path path) {
    String text = path.toString();
    int half = LONGEST_PATH / 2;
    return text.length() <= LONGEST_PATH
        ? text
        : text.substring(0, half) + "…" + text.substring(text.length() - half);
  }

  static CodecException malformed(String problem) {
    return new CodecException(Code.MALFORMED, problem);
  }

  static CodecException mismatch(String wanted, String found) {
    return new CodecException(Code.MISMATCH, "expected " + wanted + ", found " + found);
  }

  static CodecException limit(String problem) {
    return new CodecException(Code.LIMIT, problem);
  }

  /// The same failure seen from one level further up, so that paths cost nothing while all goes
  /// well.
  CodecException under(Path.Step step) {
    Path longer = Path.ROOT.then(step);
    for (Path.Step below : path.steps()) {
      longer = longer.then(below);
    }
    var moved = new CodecException(code, problem, longer);
    moved.setStackTrace(getStackTrace());
    return moved;
  }

  public Code code() {
    return code;
  }

  /// Where in the value.
  public Path path() {
    return path;
  }
}
