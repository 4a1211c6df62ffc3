package dev.holdfast.client.proxmox;

import dev.holdfast.client.text.Percent;
import java.util.stream.Collectors;

/// Form encoding of parameters.
final class FormText {

  static String of(Params params) {
    return params.entries().stream()
        .map(param -> Percent.encode(param.name()) + "=" + Percent.encode(wire(param)))
        .collect(Collectors.joining("&"));
  }

  /// The server keeps `sshkeys` percent-encoded and decodes them itself, on top of the form.
  private static String wire(Params.Param param) {
    return param.name().equals("sshkeys") ? Percent.encode(param.value()) : param.value();
  }

  private FormText() {}
}
