package dev.holdfast.framework.value;

import java.text.Normalizer;

/// Strings in the one form that Terraform keeps them in: Unicode normal form C.
final class Text {

  private Text() {}

  static String normalised(String text) {
    return isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f) {
        return false;
      }
    }
    return true;
  }
}
