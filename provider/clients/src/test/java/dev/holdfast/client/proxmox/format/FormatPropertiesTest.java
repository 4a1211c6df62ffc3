package dev.holdfast.client.proxmox.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.text.Percent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

/// What is printed is read back as the same, whatever it was.
class FormatPropertiesTest {

  @Property(tries = 200)
  void propertyStrings(@ForAll("parts") Map<String, String> parts) {
    for (PropertyFormat format :
        List.of(PropertyFormat.DISK, PropertyFormat.NETWORK, PropertyFormat.named())) {
      var properties = new PropertyString(parts);
      assertThat(format.parse(format.print(properties))).isEqualTo(properties);
    }
  }

  @Property(tries = 300)
  void sizes(@ForAll @LongRange(min = 0) long bytes) {
    assertThat(Size.parse(new Size(bytes).print())).contains(new Size(bytes));
  }

  @Property(tries = 200)
  void sizesWithUnits(@ForAll @LongRange(min = 1, max = 8000) long count) {
    assertThat(Size.parse(Size.ofGibibytes(count).print())).contains(Size.ofGibibytes(count));
    assertThat(Size.parse(count + "M")).contains(Size.ofMebibytes(count));
  }

  @Property(tries = 200)
  void percentEncoding(@ForAll @StringLength(max = 40) String text) {
    // A lone surrogate is no text that any encoding carries.
    String carried =
        new String(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(Percent.decode(Percent.encode(carried))).isEqualTo(carried);
    assertThat(Percent.encode(carried)).matches("[A-Za-z0-9._~%-]*");
  }

  @Property(tries = 200)
  void tags(@ForAll("names") Set<String> names) {
    Tags tags = Tags.of(names);
    assertThat(Tags.parse(tags.print())).isEqualTo(tags);
    assertThat(Tags.parse(String.join(", ", names))).isEqualTo(tags);
  }

  @Property(tries = 100)
  void bootOrders(@ForAll("names") Set<String> devices) {
    var order = new BootOrder(List.copyOf(devices));
    assertThat(BootOrder.parse(order.print())).contains(order);
  }

  @Provide
  Arbitrary<Map<String, String>> parts() {
    Arbitrary<String> keys =
        Arbitraries.oneOf(
            Arbitraries.of("file", "model", "macaddr", "size", "bridge", "firewall"),
            Arbitraries.strings().withCharRange('a', 'z').ofMinLength(9).ofMaxLength(12));
    Arbitrary<String> values =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('0', '9')
            .withChars("/:._-+%")
            .ofMinLength(1)
            .ofMaxLength(15);
    return Arbitraries.maps(keys, values).ofMaxSize(6).map(LinkedHashMap::new);
  }

  @Provide
  Arbitrary<Set<String>> names() {
    return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8).set();
  }
}
