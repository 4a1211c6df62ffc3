package dev.holdfast.resources.vm;

import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Importable.Target;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an import names: a VM id, or a node and a VM id.
record VmImport(VmId id, Optional<String> node) {

  private static final Pattern FORM =
      Pattern.compile("(?:([A-Za-z0-9][A-Za-z0-9-]*)/)?([1-9][0-9]{2,8})");

  /// Reads `101` or `pve1/101`.
  static Optional<VmImport> parse(Target target, Diagnostics diagnostics) {
    String text =
        switch (target) {
          case Target.Id(String id) -> id;
          case Target.Identity(Value.Obj identity) ->
              Values.number(identity.get("vmid")).map(BigDecimal::toPlainString).orElse("");
        };
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      diagnostics.error(
          "Invalid import id",
          "\""
              + text
              + "\" is neither a VM id, such as \"101\", nor a node and a VM id, such as \"pve1/101\".");
      return Optional.empty();
    }
    return Optional.of(
        new VmImport(VmId.parse(matcher.group(2)), Optional.ofNullable(matcher.group(1))));
  }

  /// The object with what the import says.
  Value.Obj on(Value.Obj blank) {
    return blank
        .with("vmid", Value.of(id.number()))
        .with("id", Value.of(id.toString()))
        .with("node", node.map(Value::of).orElse(Values.NULL));
  }
}
