/*
 * The memory of buffers and views. The C API's pointer of a view is that of its whole buffer, to which
 * the offset has to be added; for a DataView, whose type it does not tell, all the same calls work.
 */
#include "loader/jsc/jsc.h"

#include <JavaScriptCore/JSTypedArray.h>

static bool buffer_bytes(LodeEngine *self, JSObjectRef buffer, unsigned char **data, size_t *size)
{
    *data = JSObjectGetArrayBufferBytesPtr(self->context, buffer, NULL);
    *size = *data ? JSObjectGetArrayBufferByteLength(self->context, buffer, NULL) : 0;
    return true;
}

static bool view_bytes(LodeEngine *self, JSObjectRef view, unsigned char **data, size_t *size)
{
    unsigned char *start = JSObjectGetTypedArrayBytesPtr(self->context, view, NULL);
    /* Without memory the buffer was detached. */
    *data = start ? start + JSObjectGetTypedArrayByteOffset(self->context, view, NULL) : NULL;
    *size = start ? JSObjectGetTypedArrayByteLength(self->context, view, NULL) : 0;
    return true;
}

/* ---- for the other files ---- */

LodeValue lode__jsc_bytes(LodeEngine *self, const void *data, size_t size)
{
    JSObjectRef array = JSObjectMakeTypedArray(self->context, kJSTypedArrayTypeUint8Array, size, NULL);
    if (size) {
        memcpy(JSObjectGetTypedArrayBytesPtr(self->context, array, NULL), data, size);
    }
    return lode__jsc_out(array);
}

bool lode__jsc_to_bytes(LodeEngine *self, LodeValue value, unsigned char **data, size_t *size)
{
    JSValueRef given = lode__jsc_in(value);
    if (!JSValueIsObject(self->context, given)) {
        return false;
    }
    JSObjectRef object = (JSObjectRef)given;
    switch (JSValueGetTypedArrayType(self->context, given, NULL)) {
    case kJSTypedArrayTypeArrayBuffer:
        return buffer_bytes(self, object, data, size);
    case kJSTypedArrayTypeNone:
        if (!JSObjectGetTypedArrayBuffer(self->context, object, NULL)) {
            return false;
        }
        return view_bytes(self, object, data, size);
    default:
        return view_bytes(self, object, data, size);
    }
}
