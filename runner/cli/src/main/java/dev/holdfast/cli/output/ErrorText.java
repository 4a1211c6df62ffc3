package dev.holdfast.cli.output;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.playbook.SourceExcerpt;

/// Mistakes in playbooks with the lines where they stand, as Ansible prints them.
public final class ErrorText {
  private ErrorText() {}

  public static String of(PlaybookException mistake) {
    String message = String.valueOf(mistake.getMessage());
    return mistake.at().map(at -> message + SourceExcerpt.of(at)).orElse(message);
  }
}
