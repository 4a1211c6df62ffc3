package dev.holdfast.engine.foreign;

import dev.holdfast.engine.source.ResourceText;
import java.util.List;
import java.util.Optional;

/// Our own `ansible.module_utils`, for users who have no ansible-core installed: what most modules
/// of projects need. All other names are not there.
final class Shim {
  private static final String REEXPORT = "from ansible.module_utils.basic import *\n";

  private Shim() {}

  /// A file of the shim.
  static Optional<Utilities.Utility> file(List<String> name) {
    String inside = String.join("/", name.subList(2, name.size()));
    return switch (inside) {
      case "basic" -> of(name, false, resource("basic.py"));
      case "six" -> of(name, false, resource("six.py"));
      case "urls" -> of(name, false, resource("urls.py"));
      case "_text",
          "common/text/converters",
          "common/_collections_compat",
          "parsing/convert_bool",
          "common/text/formatters",
          "common/collections",
          "common/process",
          "common/validation" ->
          of(name, false, REEXPORT);
      case "common", "common/text", "parsing", "compat" -> of(name, true, "");
      case "compat/version" -> of(name, false, resource("version.py"));
      default -> Optional.empty();
    };
  }

  private static Optional<Utilities.Utility> of(List<String> name, boolean folder, String source) {
    return Optional.of(new Utilities.Utility(name, folder, source));
  }

  /// A Python file of ours.
  static String resource(String name) {
    return ResourceText.of(Shim.class, name);
  }
}
