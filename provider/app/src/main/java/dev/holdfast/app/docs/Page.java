package dev.holdfast.app.docs;

import dev.holdfast.framework.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// One page in the format that the Terraform and OpenTofu registries show.
///
/// @param provider the provider that the page belongs to
/// @param examples the folder of the example configurations
record Page(String provider, Path examples) {

  private static final String UMBRELLA = "holdfast";

  /// The page of a type, with its example and import if there are any.
  String type(String name, String kind, Schema schema) throws IOException {
    String slug = kind.toLowerCase(Locale.ROOT).replace(' ', '-');
    Path folder = examples.resolve(slug + "s").resolve(name);
    var text = new StringBuilder(head(name + " " + kind, family(name), schema.doc()));
    text.append("# ").append(name).append(" (").append(kind).append(")\n\n");
    text.append(schema.doc()).append("\n\n");
    code(text, "## Example Usage", "terraform", folder.resolve(slug + ".tf"));
    text.append(SchemaText.of(schema.body()));
    Optional<String> command = file(folder.resolve("import.sh"));
    if (command.isPresent()) {
      text.append("\n## Import\n\n");
      code(text, "", "terraform", folder.resolve("import.tf"));
      code(text, "On the command line:", "shell", folder.resolve("import.sh"));
      text.deleteCharAt(text.length() - 1);
    }
    return text.toString();
  }

  /// The first page of the provider.
  String index(Schema schema) throws IOException {
    var text = new StringBuilder(head(provider + " Provider", "", schema.doc()));
    text.append("# ").append(provider).append(" Provider\n\n").append(schema.doc()).append("\n\n");
    code(
        text,
        "## Example Usage",
        "terraform",
        examples.resolve("provider").resolve(provider + ".tf"));
    return text.append(SchemaText.of(schema.body())).toString();
  }

  private String head(String title, String subcategory, String description) {
    return """
    ---
    page_title: "%s - %s"
    subcategory: "%s"
    description: |-
      %s
    ---

    <!-- Written by `make docs` from the attribute tables: change those, not this file. -->

    """
        .formatted(title, provider, subcategory, description);
  }

  private void code(StringBuilder text, String heading, String language, Path source)
      throws IOException {
    Optional<String> content = file(source);
    if (content.isPresent()) {
      text.append(heading).append(heading.isEmpty() ? "" : "\n\n");
      text.append("```").append(language).append('\n').append(content.get().strip());
      text.append("\n```\n\n");
    }
  }

  /// The content of a file. In the umbrella's pages every resource says which provider serves it.
  private Optional<String> file(Path source) throws IOException {
    if (!Files.exists(source)) {
      return Optional.empty();
    }
    String content = Files.readString(source);
    return Optional.of(
        provider.equals(UMBRELLA)
            ? content.replaceAll(
                "(?m)^((?:resource|data|ephemeral) \"[^\"]+\" \"[^\"]+\" \\{)$",
                "$1\n  provider = holdfast\n")
            : content);
  }

  private static String family(String typeName) {
    return switch (typeName.substring(0, typeName.indexOf('_'))) {
      case "proxmox" -> "Proxmox VE";
      case "netmaker" -> "Netmaker";
      case "k8s" -> "Kubernetes";
      default -> "";
    };
  }
}
