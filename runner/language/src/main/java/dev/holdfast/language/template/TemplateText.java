package dev.holdfast.language.template;

import dev.holdfast.language.jinja.Environment;
import dev.holdfast.language.jinja.Settings;

/// Whether a text is a template.
final class TemplateText {
  private TemplateText() {}

  /// Whether a text has the start of a tag; the parser decides what it is.
  static boolean isPossible(String text, Settings settings) {
    return text.contains(settings.variableStart())
        || text.contains(settings.blockStart())
        || text.contains(settings.commentStart());
  }

  /// Whether a text has a whole tag.
  static boolean isTemplate(Environment environment, String text) {
    return isPossible(text, Settings.ANSIBLE) && environment.hasTags(text, Settings.ANSIBLE);
  }
}
