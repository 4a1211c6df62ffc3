package dev.holdfast.resources.template;

import dev.holdfast.client.proxmox.Upload.Checksum;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.vm.VmValues;
import java.util.Locale;
import java.util.Optional;

/// The image that templates are made from, as the configuration describes it.
///
/// @param url where it is, empty for a file
/// @param file where it is on this machine, empty for a URL
/// @param checksum of the image as it is published; empty where there is none
/// @param download whether the nodes fetch it themselves
/// @param decompress how it is packed where it is to be unpacked here
/// @param format of the unpacked image; empty where nothing tells it
/// @param fileName under which it stays on the storage
record Image(
    Optional<String> url,
    Optional<String> file,
    Optional<Checksum> checksum,
    boolean download,
    Optional<String> decompress,
    Optional<String> format,
    Optional<String> fileName) {

  static Image of(Value.Obj image) {
    Optional<String> url = VmValues.text(image, "url");
    Optional<String> decompress = VmValues.text(image, "decompress");
    boolean download =
        VmValues.text(image, "delivery")
            .map("download"::equals)
            .orElse(url.isPresent() && decompress.isEmpty());
    Image named =
        new Image(
            url,
            VmValues.text(image, "file"),
            VmValues.text(image, "checksum").flatMap(Image::checksum),
            download,
            decompress,
            Optional.empty(),
            VmValues.text(image, "file_name"));
    Optional<String> format =
        VmValues.text(image, "format")
            .or(() -> named.fileName().flatMap(ImageFormat::of))
            .or(() -> ImageFormat.of(named.source()));
    return new Image(
        url, named.file(), named.checksum(), download, decompress, format, named.fileName());
  }

  private static Optional<Checksum> checksum(String text) {
    int colon = text.indexOf(':');
    String small = text.toLowerCase(Locale.ROOT);
    return colon < 0
        ? Optional.empty()
        : Optional.of(new Checksum(small.substring(0, colon), small.substring(colon + 1)));
  }

  /// The name of the image where it comes from.
  String source() {
    String whole = url.map(text -> text.replaceFirst("[?#].*", "")).or(() -> file).orElse("");
    return whole.substring(whole.lastIndexOf('/') + 1);
  }

  /// What the content is known by: its checksum, else where it comes from.
  String identity() {
    return checksum
        .map(sum -> sum.algorithm() + ":" + sum.digits())
        .or(() -> url)
        .or(() -> file)
        .orElse("");
  }
}
