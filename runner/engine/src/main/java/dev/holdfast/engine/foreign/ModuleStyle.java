package dev.holdfast.engine.foreign;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// How a module wants to be run, as its text shows.
///
/// Source: `_find_module_utils` of `ansible/executor/module_common.py`.
enum ModuleStyle {
  /// Python that uses `ansible.module_utils`.
  PYTHON,
  /// Text in which the arguments are put as JSON.
  JSON_INSIDE,
  /// A script that is given a file with JSON.
  WANT_JSON,
  /// A script that is given a file with `key=value`.
  OLD,
  /// A program that is given a file with JSON.
  BINARY,
  /// PowerShell, which no machine of ours runs.
  POWERSHELL;

  static final String COMMON = "#<<INCLUDE_ANSIBLE_MODULE_COMMON>>";
  static final String JSON_ARGUMENTS = "<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>";
  private static final int LOOKED_AT = 1024;

  private static final Pattern IMPORTS =
      Pattern.compile(
          "from +\\.{2,} *module_utils.* +import "
              + "|(?:from|import) +ansible_collections\\.[^.]+\\.[^.]+\\.plugins\\.module_utils.*"
              + "|from +ansible\\.module_utils.* +import "
              + "|import +ansible\\.module_utils\\.");
  private static final Pattern SHELL_OF_WINDOWS =
      Pattern.compile(
          "#Requires -Module|#Requires -Version|#AnsibleRequires -(?:OSVersion|Powershell|CSharpUtil)",
          Pattern.CASE_INSENSITIVE);

  static ModuleStyle of(byte[] content) {
    if (isBinary(content)) {
      return BINARY;
    }
    String text = new String(content, StandardCharsets.UTF_8);
    if (text.contains(COMMON) || IMPORTS.matcher(text).find()) {
      return PYTHON;
    }
    if (text.contains("# POWERSHELL_COMMON") || SHELL_OF_WINDOWS.matcher(text).find()) {
      return POWERSHELL;
    }
    if (text.contains(JSON_ARGUMENTS)) {
      return JSON_INSIDE;
    }
    return text.contains("WANT_JSON") ? WANT_JSON : OLD;
  }

  private static boolean isBinary(byte[] content) {
    for (int i = 0; i < Math.min(content.length, LOOKED_AT); i++) {
      int b = content[i] & 0xff;
      if (b == 0x7f || (b < 0x20 && !((b >= 7 && b <= 10) || b == 12 || b == 13 || b == 27))) {
        return true;
      }
    }
    return false;
  }
}
