package dev.holdfast.resources.template;

import static dev.holdfast.resources.template.Templates.SUM;
import static dev.holdfast.resources.template.Templates.customize;
import static dev.holdfast.resources.template.Templates.image;
import static dev.holdfast.resources.template.Templates.list;
import static dev.holdfast.resources.template.Templates.planned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.TestValues;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContentHashTest {

  private static final String URL = "https://x.example/debian.qcow2";
  private static final Value.Obj BASE = planned("customize", customize("script", "#!/bin/sh\n"));

  static Stream<Value.Obj> sameContent() {
    return Stream.of(
        BASE.with("name", Value.of("other")),
        BASE.with("description", Value.of("text")),
        BASE.with("tags", list("a")),
        BASE.with("nodes", list("pve7")),
        BASE.with("vmid_start", Value.of(5000)),
        BASE.with("import_storage", Value.of("other")),
        BASE.with("keep_on_failure", Value.of(true)),
        BASE.with("image", image("file", "/tmp/x.raw", "checksum", "SHA256:" + SUM)),
        BASE.with("image", image("url", URL, "checksum", "sha256:" + SUM, "file_name", "a.qcow2")),
        BASE.with("customize", customize("script", "#!/bin/sh\n", "seal", true, "timeout", "1h")));
  }

  static Stream<Value.Obj> otherContent() {
    return Stream.of(
        BASE.with("image", image("url", URL, "checksum", "none")),
        BASE.with("image", image("url", URL, "checksum", "md5:" + "0".repeat(32))),
        BASE.with("image", image("url", URL, "checksum", "sha256:" + SUM, "decompress", "xz")),
        BASE.with("disk", TestValues.object("storage", "other")),
        BASE.with("disk", TestValues.object("storage", "local-lvm", "size", "9G")),
        BASE.with("memory", TestValues.object("size", 512)),
        BASE.with("serial", Value.of(true)),
        BASE.with("bios", Value.of("ovmf")),
        BASE.with("cloud_init", TestValues.object()),
        BASE.with("customize", Values.NULL),
        BASE.with("customize", customize("script", "#!/bin/sh\necho\n")),
        BASE.with("customize", customize("script", "#!/bin/sh\n", "seal", false)),
        BASE.with("customize", customize("script", "#!/bin/sh\n", "packages", list("a", "b"))),
        BASE.with("customize", customize("script", "#!/bin/sh\n", "packages", list("b", "a"))));
  }

  @ParameterizedTest
  @MethodSource("sameContent")
  void whatDoesNotMakeTheContentDoesNotCount(Value.Obj planned) {
    assertThat(ContentHash.of(planned)).isEqualTo(ContentHash.of(BASE));
  }

  @ParameterizedTest
  @MethodSource("otherContent")
  void whatMakesTheContentCounts(Value.Obj planned) {
    assertThat(ContentHash.of(planned)).isPresent().isNotEqualTo(ContentHash.of(BASE));
  }

  @Test
  void everyContentIsAnother() {
    assertThat(otherContent().map(ContentHash::of)).doesNotHaveDuplicates();
  }

  @Test
  void whatIsNotKnownYetHasNoHash() {
    assertThat(ContentHash.of(BASE.with("serial", Values.UNKNOWN))).isEmpty();
    assertThat(ContentHash.of(BASE.with("image", Values.UNKNOWN))).isEmpty();
    assertThat(ContentHash.of(BASE.with("nodes", Values.UNKNOWN))).isPresent();
  }

  /// Another hash here would rebuild every template there is.
  @Test
  void theHashOfAContentStaysForEver() {
    assertThat(ContentHash.of(planned()))
        .contains("d018d2d39c96fe95100ca460ab6bb439aa7ece9dddbea8d4037a0be85a04a04e");
  }
}
