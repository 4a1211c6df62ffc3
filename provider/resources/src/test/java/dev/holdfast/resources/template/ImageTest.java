package dev.holdfast.resources.template;

import static dev.holdfast.resources.template.Templates.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTest {

  @ParameterizedTest
  @CsvSource({
    "https://x.example/debian.qcow2, debian.qcow2, qcow2, true",
    "https://x.example/a/b.raw?token=1#x, b.raw, raw, true",
    "https://x.example/noble.img, noble.img, '', true",
    "https://x.example/disk.RAW.XZ, disk.RAW.XZ, raw, true"
  })
  void theNameTellsTheFormat(String url, String source, String format, boolean download) {
    Image image = Image.of(image("url", url, "checksum", "none"));
    assertThat(image.source()).isEqualTo(source);
    assertThat(image.format().orElse("")).isEqualTo(format);
    assertThat(image.download()).isEqualTo(download);
  }

  @ParameterizedTest
  @CsvSource({
    "x.qcow2, '', '', ''",
    "x.qcow2, xz, '', ''",
    "x.img, '', '', 'does not tell the format'",
    "x.img, '', qcow2, ''",
    "x.qcow2.gz, '', '', 'decompress = \"gz\"'",
    "x.qcow2.gz, gz, '', ''",
    "x.raw.bz2, '', '', 'packed with bz2'",
    "x.ova, '', '', 'Archives (OVA)'"
  })
  void whatCannotWorkIsSaidInThePlan(
      String file, String decompress, String format, String complaint) {
    var image = image("file", "/images/" + file, "checksum", "none");
    if (!decompress.isEmpty()) {
      image = image.with("decompress", Value.of(decompress));
    }
    if (!format.isEmpty()) {
      image = image.with("format", Value.of(format));
    }
    var diagnostics = new Diagnostics();
    TemplateChecks.run(Templates.planned("image", image, "cloud_init", Values.NULL), diagnostics);
    if (complaint.isEmpty()) {
      assertThat(diagnostics.all()).isEmpty();
    } else {
      assertThat(diagnostics.all()).singleElement().asString().contains(complaint);
    }
  }
}
