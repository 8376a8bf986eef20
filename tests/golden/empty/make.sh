mkdir nothing
