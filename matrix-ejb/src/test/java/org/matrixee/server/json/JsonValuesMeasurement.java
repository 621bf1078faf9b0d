package org.matrixee.server.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.matrixee.server.event.rules.CanonicalJson;
import org.matrixee.server.fixtures.RoomTimeline;
import org.matrixee.server.fixtures.Users;

/** jakarta.json values against Jackson's tree, for ADR 6: run {@code main} by hand. */
public final class JsonValuesMeasurement {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
              .build());
  private static final int KEPT = 50_000;

  // Of the thread, so that other work on the machine does not count.
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private static long sink;

  private JsonValuesMeasurement() {}

  /** Prints time and memory for a message, a state event and a large object. */
  public static void main(String[] arguments) throws IOException {
    RoomTimeline room = RoomTimeline.publicRoom();
    compare("message", room.message(Users.ALICE, "hello there").last().json().sharedBytes());
    compare("power levels", levels());
  }

  private static byte[] levels() {
    StringBuilder text = new StringBuilder("{\"content\":{\"default\":0");
    for (int i = 0; i < 500; i++) {
      text.append(",\"@user").append(i).append(":example.org\":").append(i % 100);
    }
    return text.append("}}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void compare(String what, byte[] bytes) throws IOException {
    System.out.printf("%s, %d bytes%n", what, bytes.length);
    measure("  parse, jakarta.json", () -> jakarta(bytes).size());
    measure("  parse, JsonNode", () -> jackson(bytes).size());
    JsonObject object = jakarta(bytes);
    JsonNode node = jackson(bytes);
    if (!Arrays.equals(CanonicalJson.write(object), canonical(node))) {
      throw new IllegalStateException("the two writers differ");
    }
    measure("  canonical write, jakarta.json", () -> CanonicalJson.write(object).length);
    measure("  canonical write, JsonNode", () -> canonical(node).length);
    int kept = bytes.length > 2000 ? KEPT / 20 : KEPT;
    memory("  kept, jakarta.json", kept, () -> jakarta(bytes));
    memory("  kept, JsonNode", kept, () -> jackson(bytes));
  }

  private static JsonObject jakarta(byte[] bytes) {
    return JsonReader.PDU.readObject(bytes);
  }

  private static JsonNode jackson(byte[] bytes) {
    try {
      return MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same algorithm as {@link CanonicalJson}, with Jackson writing strings. */
  private static byte[] canonical(JsonNode node) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try (var generator = MAPPER.createGenerator(out)) {
      write(node, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void write(JsonNode node, JsonGenerator out) throws IOException {
    if (node instanceof ObjectNode object) {
      List<String> keys = new ArrayList<>(object.size());
      object.fieldNames().forEachRemaining(keys::add);
      keys.sort(null);
      out.writeStartObject();
      for (String key : keys) {
        out.writeFieldName(key);
        write(object.get(key), out);
      }
      out.writeEndObject();
    } else if (node.isArray()) {
      out.writeStartArray();
      for (JsonNode element : node) {
        write(element, out);
      }
      out.writeEndArray();
    } else {
      node.serialize(out, null);
    }
  }

  private static void measure(String what, IntSupplier work) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      int count = 0;
      long start = CPU.getCurrentThreadCpuTime();
      long spent = 0;
      while (spent < 300_000_000L) {
        for (int i = 0; i < 50; i++) {
          sink += work.getAsInt();
        }
        count += 50;
        spent = CPU.getCurrentThreadCpuTime() - start;
      }
      best = Math.min(best, spent / 1000.0 / count);
    }
    System.out.printf(Locale.ROOT, "%-36s %8.2f us%n", what, best);
  }

  private static void memory(String what, int count, Supplier<Object> make) {
    Object[] kept = new Object[count];
    long before = used();
    for (int i = 0; i < count; i++) {
      kept[i] = make.get();
    }
    long bytes = (used() - before) / count;
    sink += kept.length;
    System.out.printf(Locale.ROOT, "%-36s %8d bytes%n", what, bytes);
    if (sink == 0) {
      throw new IllegalStateException("nothing was done");
    }
  }

  private static long used() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
